// reporting/tsv.js - blocks as Excel and WPS put them on the clipboard: tabs, lines, quotes.

// The rows of a block; a quoted cell may hold line breaks, tabs and doubled quotes.
export function parse(text) {
  const rows = [[]];
  let cell = "";
  let quoted = false;
  const source = text.replace(/\r\n?/g, "\n");
  for (let at = 0; at < source.length; at += 1) {
    const sign = source[at];
    if (quoted) {
      if (sign !== '"') cell += sign;
      else if (source[at + 1] === '"') { cell += '"'; at += 1; }
      else quoted = false;
    } else if (sign === '"' && cell === "") quoted = true;
    else if (sign === "\t") { rows.at(-1).push(cell); cell = ""; }
    else if (sign === "\n") { rows.at(-1).push(cell); cell = ""; rows.push([]); }
    else cell += sign;
  }
  if (cell !== "" || rows.at(-1).length) rows.at(-1).push(cell);
  else rows.pop();
  return rows;
}

const quote = (text) => (/[\t\n"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

export const format = (rows) => rows.map((row) => row.map(quote).join("\t")).join("\r\n");
