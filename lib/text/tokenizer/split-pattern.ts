const LITERAL_ALTERNATIVES = /\(\?i:([A-Za-z'|]+)\)/g;

/** Other characters that fold to an ASCII letter under Unicode's simple case folding. */
const EXTRA_FOLDS: Readonly<Record<string, string>> = { s: "\u017f", k: "\u212a" };

function eitherCase(letter: string): string {
  const lower = letter.toLowerCase();
  return `[${lower}${lower.toUpperCase()}${EXTRA_FOLDS[lower] ?? ""}]`;
}

/**
 * A pre-tokenizer's pattern as a JavaScript one, or null when it uses something that has no equal there.
 *
 * Two things differ: this JavaScript has no `(?i:…)`, and its `\s` holds U+FEFF and lacks U+0085, where Rust's is
 * Unicode's White_Space.
 *
 * @example splitPattern("(?i:'s)|\\s+")?.source === "(?:'[sSſ])|\\p{White_Space}+"
 */
export function splitPattern(source: string): RegExp | null {
  const translated = source
    .replace(LITERAL_ALTERNATIVES, (_, body: string) => `(?:${body.replace(/[A-Za-z]/g, eitherCase)})`)
    .replace(/\\([\s\S])/g, (pair, character: string) => {
      if (character === "s") return "\\p{White_Space}";
      return character === "S" ? "\\P{White_Space}" : pair;
    });
  try {
    return new RegExp(translated, "gu");
  } catch {
    return null;
  }
}
