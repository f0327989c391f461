/** The rules of one GBNF grammar while it is put together; each gets a name of its own. */
export class GbnfRules {
  private readonly bodies = new Map<string, string>();

  /** Adds a rule, or finds the same one, and gives its name. */
  add(name: string, body: string): string {
    const free = this.reserve(name, body);
    this.bodies.set(free, body);
    return free;
  }

  /** A name that no rule has yet, for a rule whose body refers to itself. */
  reserve(name: string, body: string | null = null): string {
    for (let count = 1; ; count++) {
      const tried = count === 1 ? name : `${name}-${count}`;
      const held = this.bodies.get(tried);
      if (held !== undefined && held !== body) continue;
      if (held === undefined) this.bodies.set(tried, "");
      return tried;
    }
  }

  /** Gives a reserved rule its body. */
  define(name: string, body: string): void {
    this.bodies.set(name, body);
  }

  /** The grammar, whose first rule is `root`. */
  print(root: string): string {
    const rules = Array.from(this.bodies, ([name, body]) => `${name} ::= ${body}\n`);
    return `root ::= ${root}\n${rules.join("")}`;
  }
}

/** A text in quotes. */
export function quoted(text: string): string {
  return `"${Array.from(text, (character) => (/["\\]|[^\x20-\x7e]/.test(character) ? escaped(character) : character)).join("")}"`;
}

/** One character in a class of characters, or in a text. Always of one length: some readers take all digits that follow. */
export function escaped(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code <= 0xffff) return `\\u${code.toString(16).padStart(4, "0")}`;
  return `\\U${code.toString(16).padStart(8, "0")}`;
}
