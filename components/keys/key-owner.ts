/** Kinds of input that take no text. */
const NOT_TEXT: ReadonlySet<string> = new Set([
  "button",
  "checkbox",
  "color",
  "file",
  "radio",
  "range",
  "reset",
  "submit",
]);

/** Keys that a slider or a group of radio buttons moves by. */
const MOVES = /^(Arrow(Left|Right|Up|Down)|Home|End|PageUp|PageDown)$/;

/** Whether what has the focus takes letters as text. */
export function isTyping(element: Element): boolean {
  if (element instanceof HTMLInputElement) return !NOT_TEXT.has(element.type);
  if (element instanceof HTMLTextAreaElement || element instanceof HTMLSelectElement) return true;
  return element instanceof HTMLElement && element.isContentEditable;
}

/**
 * Whether a key belongs to what has the focus rather than to the page: text to a field, everything to an open dialog
 * or menu, Space and Enter to a button, arrows to a slider. Keys with Ctrl or ⌘ and function keys stay the page's
 * while somebody types.
 */
export function keepsKey(element: Element, press: string): boolean {
  if (element.closest("[role=dialog], [role=alertdialog], [role=menu], [role=listbox]")) return true;
  if (isTyping(element)) return !/^(Mod\+.|(Shift\+)?F\d+)$/.test(press);
  if (press === "Space" || press === "Enter")
    return element.closest("button, a[href], summary, input, [role=tab], [role=switch]") !== null;
  return MOVES.test(press) && element instanceof HTMLInputElement;
}
