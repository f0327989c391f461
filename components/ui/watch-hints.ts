/** Until an explanation shows. Moving from one that is shown to the next shows that at once. */
const DELAY_MS = 300;

/**
 * Tells which element's `data-hint` is to be shown: the one under the mouse or with the focus of the keyboard; null
 * when none is. Esc, a press and scrolling put it away. Returns what ends the watch.
 */
export function watchHints(page: Document, onTarget: (target: HTMLElement | null) => void): () => void {
  const ended = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let shown: HTMLElement | null = null;
  const show = (target: HTMLElement | null): void => {
    clearTimeout(timer);
    if (target === shown) return;
    const now = (): void => {
      shown = target;
      onTarget(target);
    };
    if (target === null || shown !== null) now();
    else timer = setTimeout(now, DELAY_MS);
  };
  const hintOf = ({ target }: Event): HTMLElement | null =>
    target instanceof Element ? target.closest<HTMLElement>("[data-hint]") : null;
  const listen = (type: string, listener: (event: Event) => void): void =>
    page.addEventListener(type, listener, { signal: ended.signal, capture: true, passive: true });
  listen("pointerover", (event) => {
    if (event instanceof PointerEvent && event.pointerType === "mouse") show(hintOf(event));
  });
  listen("focusin", (event) => {
    const target = hintOf(event);
    if (target?.matches(":focus-visible")) show(target);
  });
  for (const type of ["focusout", "pointerdown", "scroll"]) listen(type, () => show(null));
  listen("keydown", (event) => {
    if (event instanceof KeyboardEvent && event.key === "Escape") show(null);
  });
  return () => {
    clearTimeout(timer);
    ended.abort();
  };
}
