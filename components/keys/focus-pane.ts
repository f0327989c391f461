import { type PaneName, paneName } from "./pane-names";

/** The pane that an element stands in; null outside of all. */
export function paneOf(element: Element | null): PaneName | null {
  const pane = element?.closest<HTMLElement>("[data-pane]");
  return paneName(pane?.dataset.pane);
}

/**
 * Gives the focus to a pane: to what the pane marks with `data-pane-focus`, or to the pane as a whole. Does nothing
 * where the pane is not shown.
 */
export function focusPane(name: PaneName): void {
  const pane = shownPanes().find((candidate) => candidate.dataset.pane === name);
  if (pane) focusIn(pane);
}

/**
 * Goes to the next pane shown, or the one before, round the end.
 *
 * @param last the pane last in use, from where to go on while nothing has the focus.
 */
export function stepPane(last: PaneName | null, step: 1 | -1): void {
  const panes = shownPanes();
  const name = paneOf(document.activeElement) ?? last;
  const at = panes.findIndex(({ dataset }) => dataset.pane === name);
  const start = at < 0 && step < 0 ? 0 : at;
  const next = panes[(start + step + panes.length) % panes.length];
  if (next) focusIn(next);
}

/**
 * Gives the focus to a pane's search field, marked with `data-find`; to another pane's where this one has none. False
 * where the page has none at all.
 */
export function focusFind(name: PaneName | null): boolean {
  const fields = [...document.querySelectorAll<HTMLElement>("[data-find]")].filter(
    ({ clientWidth }) => clientWidth > 0,
  );
  const field = fields.find((candidate) => paneOf(candidate) === name) ?? fields[0];
  field?.focus();
  if (field instanceof HTMLInputElement) field.select();
  return field !== undefined;
}

function focusIn(pane: HTMLElement): void {
  const marked = [...pane.querySelectorAll<HTMLElement>("[data-pane-focus]")];
  // A pane inside this one has a stop of its own.
  const own = marked.find((candidate) => candidate.closest("[data-pane]") === pane);
  (own ?? pane).focus();
}

function shownPanes(): readonly HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>("[data-pane]")].filter(
    (pane) => pane.clientWidth > 0 && pane.clientHeight > 0,
  );
}
