import { execFileSync } from "node:child_process";
import { Template } from "@huggingface/jinja";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

/** What Python prints for a list of `[program, arguments]`. */
function python(program: string, input: unknown): unknown {
  return JSON.parse(execFileSync("python3", ["-c", program], { input: JSON.stringify(input) }).toString());
}

describe("text in a template", () => {
  it.each([
    ["{{ text.strip('\\n') }}", "\n a \n", " a "],
    ["{{ text.lstrip('\\n') }}", "\n\n a\n", " a\n"],
    ["{{ text.rstrip('xy') }}", "axyx", "a"],
    ["{{ text.split('b')[0].rstrip('\\n').lstrip('\\n') }}", "\n\ta \nb", "\ta "],
    ["{% if text.strip() %}{{ text.strip() }}{% endif %}", " a ", "a"],
    ["{{ text | trim }}", " \ufeffa\u0085", "\ufeffa"],
    ["{{ text | trim('-') }}", "--a-", "a"],
    ["{% set t = text | trim %}{{ t }}", " a ", "a"],
    ["{{ text.missing | trim }}{{ 5 | trim }}{{ none | trim }}", "", "5None"],
  ])("%s loses what Python takes off", (source, text, left) => {
    expect(new Template(source).render({ text })).toBe(left);
  });

  it("is refused where it is no text, as Python refuses it", () => {
    expect(() => new Template("{{ text.strip() }}").render({ text: null })).toThrow();
    expect(() => new Template("{{ text.strip(1) }}").render({ text: "a" })).toThrow("must be a string");
  });

  it("is stripped as Python's own methods do it", () => {
    const end = fc.string({ unit: fc.constantFrom(..." \t\n\u0085\u001c\ufeff\u3000ab👍"), maxLength: 6 });
    const side = fc.constantFrom("strip", "lstrip", "rstrip");
    const cases = fc
      .sample(fc.tuple(end, end, side, fc.option(end)), { numRuns: 300, seed: 1 })
      .map(([before, after, method, characters]) => ({ text: `${before}m${after}`, method, characters }));
    const rendered = cases.map(({ text, method, characters }) =>
      new Template(`{{ text.${method}(characters) }}`).render({ text, characters }),
    );
    const program =
      "import json,sys; print(json.dumps([getattr(c['text'], c['method'])(c['characters']) for c in json.load(sys.stdin)]))";
    expect(rendered).toEqual(python(program, cases));
  });
});

describe("a float in a template", () => {
  it("is written as Python writes it, printed and in JSON", () => {
    const double = fc.double({ noDefaultInfinity: true, noNaN: true }).filter((x) => !Number.isInteger(x));
    const floats = [...fc.sample(double, { numRuns: 300, seed: 2 }), 1e-5, 1e-4, 0.1, 1.5e-7, 123456.789];
    const printed = floats.map((x) => new Template("{{ x }} {{ x | tojson }}").render({ x }));
    const program =
      "import json,sys; print(json.dumps([f'{x!r} {json.dumps(x)}' for x in json.load(sys.stdin)]))";
    expect(printed).toEqual(python(program, floats));
  });
});
