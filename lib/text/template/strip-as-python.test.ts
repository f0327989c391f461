import { execFileSync } from "node:child_process";
import { Template } from "@huggingface/jinja";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { pythonStrip } from "./python-strip";
import { STRIP_FUNCTION, stripAsPython, stripFunction } from "./strip-as-python";

function rendered(source: string, text: unknown): string {
  const template = new Template(source);
  stripAsPython(template);
  return template.render({ text, [STRIP_FUNCTION]: stripFunction });
}

describe("stripping in a template", () => {
  it.each([
    ["{{ text.strip('\\n') }}", "\n a \n", " a "],
    ["{{ text.lstrip('\\n') }}", "\n\n a\n", " a\n"],
    ["{{ text.rstrip('xy') }}", "axyx", "a"],
    ["{{ text.split('b')[0].rstrip('\\n').lstrip('\\n') }}", "\n\ta \nb", "\ta "],
    ["{% if text.strip() %}{{ text.strip() }}{% endif %}", " a ", "a"],
    ["{{ text | trim }}", " \ufeffa\u0085", "\ufeffa"],
    ["{{ text | trim('-') }}", "--a-", "a"],
    ["{% set t = text | trim %}{{ t }}", " a ", "a"],
  ])("%s takes off what Python takes off", (source, text, left) => {
    expect(rendered(source, text)).toBe(left);
  });

  it("refuses what is no text, as Python does, and trims any value's text, as Jinja does", () => {
    expect(() => rendered("{{ text.strip() }}", null)).toThrow("only text can be stripped");
    expect(rendered("{{ text.missing | trim }}{{ 5 | trim }}", "")).toBe("5");
  });

  it("is what Python's own methods give", () => {
    const end = fc.string({ unit: fc.constantFrom(..." \t\n\u0085\u001c\ufeff\u3000ab👍"), maxLength: 6 });
    const cases = fc.sample(
      fc.tuple(end, end, fc.constantFrom("strip", "lstrip", "rstrip"), fc.option(end)),
      {
        numRuns: 300,
        seed: 1,
      },
    );
    const inputs = cases.map(([a, b, side, characters]) => [`${a}m${b}`, side, characters] as const);
    const program =
      "import json,sys; print(json.dumps([getattr(t, s)(*([] if c is None else [c])) for t, s, c in json.load(sys.stdin)]))";
    const python = JSON.parse(
      execFileSync("python3", ["-c", program], { input: JSON.stringify(inputs) }).toString(),
    );
    expect(
      inputs.map(([text, side, characters]) => pythonStrip(text, side, characters ?? undefined)),
    ).toEqual(python);
  });
});
