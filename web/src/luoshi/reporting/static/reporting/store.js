// reporting/store.js - values that the server has not acknowledged, and nothing else (SEC-43).
// One database in the browser; it exists only while something waits. Keyed by the person's mark,
// so that on a shared desk nobody meets the values of another.
const NAME = "luoshi-cells";
const TABLE = "cells";
let opened = null;

const settled = (request) => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
});

function open() {
  if (!opened) {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(TABLE);
    opened = settled(request).then((base) => {
      base.onversionchange = () => { base.close(); opened = null; };
      return base;
    });
  }
  return opened;
}

async function exists() {
  if (opened || !indexedDB.databases) return true;
  return (await indexedDB.databases()).some(({ name }) => name === NAME);
}

async function write(act) {
  const base = await open();
  await new Promise((resolve, reject) => {
    const writing = base.transaction(TABLE, "readwrite", { durability: "strict" });
    writing.oncomplete = resolve;
    writing.onerror = writing.onabort = () => reject(writing.error);
    act(writing.objectStore(TABLE));
  });
}

export class Store {
  constructor(owner, duty) {
    this.prefix = `${owner}|${duty}|`;
    this.queue = Promise.resolve();
  }

  // One after the other: what was asked later is written later.
  #then(act) {
    this.queue = this.queue.then(act).catch((error) => console.warn("store", error));
    return this.queue;
  }

  put(cells) {
    return this.#then(() => write((table) => {
      for (const cell of cells) table.put(cell, this.prefix + cell.key);
    }));
  }

  // Forget what was acknowledged; with the last value the database goes too.
  forget(keys) {
    return this.#then(async () => {
      if (!(await exists())) return;
      await write((table) => { for (const key of keys) table.delete(this.prefix + key); });
      const base = await open();
      const left = await settled(base.transaction(TABLE).objectStore(TABLE).count());
      if (left) return;
      base.close();
      opened = null;
      await settled(indexedDB.deleteDatabase(NAME));
    });
  }

  async all() {
    if (!(await exists())) return [];
    const range = IDBKeyRange.bound(this.prefix, `${this.prefix}\uffff`);
    const base = await open();
    return settled(base.transaction(TABLE).objectStore(TABLE).getAll(range));
  }
}
