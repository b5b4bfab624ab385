// plans/upload.js - a file dropped on the form is chosen; the name is shown while it is read.
const form = document.querySelector("[data-drop]");
const field = form.querySelector("input[type=file]");
const name = form.querySelector("[data-drop-name]");

function show() {
  const file = field.files[0];
  name.textContent = file ? `${file.name}（${(file.size / 1024).toFixed(1)} KB）` : name.dataset.none;
}
form.classList.add("ready");
show();
field.addEventListener("change", show);

for (const kind of ["dragenter", "dragover"]) {
  form.addEventListener(kind, (event) => {
    event.preventDefault();
    form.classList.add("over");
  });
}
for (const kind of ["dragleave", "drop"]) {
  form.addEventListener(kind, () => form.classList.remove("over"));
}
form.addEventListener("drop", (event) => {
  event.preventDefault();
  if (event.dataTransfer.files.length) {
    field.files = event.dataTransfer.files;
    show();
  }
});

// The upload is sent with its progress shown.
form.addEventListener("submit", (event) => {
  if (!field.files.length) return;
  event.preventDefault();
  const progress = form.querySelector("[data-drop-progress]");
  const reading = form.querySelector("[data-drop-reading]");
  const request = new XMLHttpRequest();
  progress.hidden = false;
  request.upload.addEventListener("progress", ({ loaded, total }) => {
    progress.value = (loaded / total) * 100;
    if (loaded === total) reading.hidden = false;
  });
  // Taken: go to the preview. Refused: send it the plain way, which shows the page with the reason.
  request.addEventListener("load", () => {
    if (request.status === 200) location.assign(JSON.parse(request.responseText).url);
    else form.submit();
  });
  request.addEventListener("error", () => form.submit());
  request.open("POST", form.action);
  request.setRequestHeader("Accept", "application/json");
  request.send(new FormData(form));
});
