// Live updates and buttons. Everything else is rendered by the server.
"use strict";

const SECONDS = 1;
const message = document.getElementById("message");

function say(text, isError) {
  message.textContent = text;
  message.classList.toggle("error", Boolean(isError));
}

// Whether somebody is typing or selecting text there.
function isInUse(element) {
  const selection = getSelection();
  const selects = selection.toString() !== "" && element.contains(selection.anchorNode);
  return selects || (element.contains(document.activeElement) && document.activeElement.matches("input, select"));
}

// How to find what has the focus after its part of the page was swapped.
function focusPath(element) {
  const active = document.activeElement;
  if (!element.contains(active)) { return null; }
  const unfolded = active.closest("details");
  if (unfolded !== null) { return `#${CSS.escape(unfolded.id)} summary`; }
  return active.hasAttribute("href") ? `[href="${CSS.escape(active.getAttribute("href"))}"]` : null;
}

// Fetch the page again and swap what has changed; what was unfolded or had the focus stays so.
async function refresh() {
  const response = await fetch(location.href, { cache: "no-store" });
  if (!response.ok) { throw new Error(`the emulator responded with ${response.status}`); }
  const fresh = new DOMParser().parseFromString(await response.text(), "text/html");
  for (const old of document.querySelectorAll("[data-live]")) {
    const next = fresh.querySelector(`[data-live="${old.dataset.live}"]`);
    if (next === null || isInUse(old)) { continue; }
    for (const open of old.querySelectorAll("details[open]")) {
      const same = next.querySelector(`#${CSS.escape(open.id)}`);
      if (same !== null) { same.open = true; }
    }
    if (next.innerHTML === old.innerHTML) { continue; }
    const focus = focusPath(old);
    old.replaceWith(next);
    if (focus !== null) { next.querySelector(focus)?.focus(); }
  }
}

function fields(form) {
  const result = {};
  for (const control of form.elements) {
    if (control.name && control.value !== "") {
      result[control.name] = control.dataset.type === "number" ? Number(control.value) : control.value;
    }
  }
  return result;
}

async function submit(event) {
  const form = event.target;
  if (!form.dataset.control) { return; }
  event.preventDefault();
  if (form.dataset.confirm && !confirm(form.dataset.confirm)) { return; }
  const [method, path] = form.dataset.control.split(" ");
  const options = { method, headers: { "Content-Type": "application/json" } };
  if (method === "POST") { options.body = JSON.stringify(fields(form)); }
  try {
    const response = await fetch(path, options);
    const result = await response.json();
    say(response.ok ? "Done." : result.message, !response.ok);
    document.activeElement.blur();
    await refresh();
  } catch (error) {
    say(`The emulator can't be reached: ${error.message}`, true);
  }
}

let unreachable = false;
async function tick() {
  try {
    if (!document.hidden) { await refresh(); }
    if (unreachable) { say(""); }
    unreachable = false;
  } catch (error) {
    unreachable = true;
    say(`The emulator can't be reached: ${error.message}`, true);
  }
  setTimeout(tick, SECONDS * 1000);
}

document.addEventListener("submit", submit);
setTimeout(tick, SECONDS * 1000);
