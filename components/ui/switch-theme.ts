import { THEME_COOKIE } from "./theme-cookie";

const YEAR_MS = 31_536_000_000;

/** Switches between light and dark, and remembers the choice. */
export function switchTheme(): void {
  const root = document.documentElement;
  const systemDark = window.matchMedia("(prefers-color-scheme: dark)").matches;
  const shown = root.dataset.theme ?? (systemDark ? "dark" : "light");
  const next = shown === "dark" ? "light" : "dark";
  root.dataset.theme = next;
  // Only secure pages have a cookie store; elsewhere the choice holds for this page alone.
  if ("cookieStore" in window) {
    void window.cookieStore.set({ name: THEME_COOKIE, value: next, expires: Date.now() + YEAR_MS });
  }
}
