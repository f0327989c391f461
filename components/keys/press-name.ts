/** What matters of a `KeyboardEvent`. */
export interface KeyPress {
  readonly key: string;
  /** The key's place on the keyboard. */
  readonly code?: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

/**
 * How a key press is spelled in a key table. Shift is part of a character, and named before any other key.
 *
 * @example
 * pressName({ key: "F", shiftKey: true, ...plain }); // "F"
 * pressName({ key: "F6", shiftKey: true, ...plain }); // "Shift+F6"
 * pressName({ key: "k", metaKey: true, ...plain }); // "Mod+k"
 */
export function pressName({ key: typed, code, ctrlKey, metaKey, altKey, shiftKey }: KeyPress): string {
  // With Alt, some keyboards type another character than the digit on the key.
  const key = (altKey && /^Digit(\d)$/.exec(code ?? "")?.[1]) || typed;
  const isCharacter = [...key].length === 1;
  const withModifier = ctrlKey || metaKey;
  return [
    withModifier ? "Mod+" : "",
    altKey ? "Alt+" : "",
    shiftKey && (!isCharacter || withModifier || key === " ") ? "Shift+" : "",
    key === " " ? "Space" : withModifier && isCharacter ? key.toLowerCase() : key,
  ].join("");
}

const KEYCAPS: Readonly<Record<string, string>> = {
  ArrowLeft: "←",
  ArrowRight: "→",
  ArrowUp: "↑",
  ArrowDown: "↓",
  Escape: "Esc",
};

/** The keys to press, each as its cap reads. */
export function keyCaps(name: string): readonly string[] {
  const parts = name.endsWith("+") ? [...name.slice(0, -2).split("+"), "+"] : name.split("+");
  return parts
    .filter((part) => part !== "")
    .map((part) => (part === "Mod" ? "Ctrl" : (KEYCAPS[part] ?? part)));
}
