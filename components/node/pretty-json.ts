/**
 * Indents JSON text without reading its numbers, so that long integers keep every digit.
 *
 * @example
 * prettyJson('{"a":[1]}'); // '{\n  "a": [\n    1\n  ]\n}'
 */
export function prettyJson(text: string): string {
  let depth = 0;
  return text.replace(/"(?:[^"\\]|\\[\s\S])*"?|[{}[\],:]/g, (part) => {
    switch (part) {
      case "{":
      case "[":
        depth += 1;
        return `${part}\n${"  ".repeat(depth)}`;
      case "}":
      case "]":
        depth -= 1;
        return `\n${"  ".repeat(depth)}${part}`;
      case ",":
        return `,\n${"  ".repeat(depth)}`;
      case ":":
        return ": ";
      default:
        return part;
    }
  });
}
