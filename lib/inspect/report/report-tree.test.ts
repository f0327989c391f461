import { toHtml } from "hast-util-to-html";
import { toHast } from "mdast-util-to-hast";
import { describe, expect, it } from "vitest";
import { reportTree } from "./report-tree";

const GOOD = "turntree:a%20b/1/0-2#0123456789abcdef";

function drawn(markdown: string): string {
  return toHtml(toHast(reportTree(markdown).tree));
}

describe("a report", () => {
  it("leads to its citations by their number, however they are written", () => {
    const markdown = `[one](${GOOD}) and [*two*][far], <${GOOD}>, [three](turntree:odd).\n\n[far]: ${GOOD}`;
    const { citations } = reportTree(markdown);
    expect(citations.map(({ words, citation }) => [words, citation?.session ?? null])).toEqual([
      ["one", "a b"],
      ["two", "a b"],
      [GOOD, "a b"],
      ["three", null],
    ]);
    expect(drawn(markdown).match(/href="[^"]*"/g)).toEqual(
      [1, 2, 3, 4].map((number) => `href="#citation-${number}"`),
    );
  });

  it("cites nothing by what stands in code", () => {
    expect(reportTree(`\`[one](${GOOD})\`\n\n    [two](${GOOD})`).citations).toEqual([]);
  });

  it("has no HTML of its own, no picture, no address of a script, and no citation that it made up", () => {
    const html = drawn(
      [
        '<script>alert(1)</script> <img src=x onerror="alert(1)">',
        "Between <b onclick=alert(1)>words</b>.",
        "![seen](https://elsewhere.example/pixel.png) ![far][far]",
        "[a](javascript:alert(1)) [b](data:text/html,x) [c](//elsewhere.example) [d](#citation-1) [e](/api/sessions)",
        "[f](JaVaScRiPt:alert(1)) [![g](x)](https://fine.example)",
        "",
        "[far]: https://elsewhere.example/other.png",
      ].join("\n\n"),
    );
    expect(html).not.toMatch(/<(script|img|b)\b/);
    expect(html.match(/<a [^>]*>/g)).toEqual(['<a href="https://fine.example">']);
    for (const words of ["alert(1)", "[picture: seen]", "a", "d", "words"]) expect(html).toContain(words);
    expect(html).toContain("&#x3C;script>");
  });

  it("says by code point what would not be seen", () => {
    expect(drawn("rm \u202egpj.exe `a\u200bb`")).toContain("⟨U+202E⟩");
    expect(drawn("`a\u200bb`")).toContain("⟨U+200B⟩");
  });

  it("draws tables, strikes and footnotes", () => {
    const html = drawn("| a |\n|---|\n| ~~b~~[^1] |\n\n[^1]: c");
    for (const tag of ["<table>", "<del>", "<sup>"]) expect(html).toContain(tag);
  });

  it.each([
    ["quotes", ">".repeat(50_000)],
    ["quotes in a line further down", `Fine.\n${"> ".repeat(101)}deep`],
    ["lists in one line", `${"- ".repeat(20_000)}a`],
    ["lists in many lines", Array.from({ length: 120 }, (_, at) => `${"  ".repeat(at)}- a`).join("\n")],
  ])("that nests too deep is refused in words: %s", (_, text) => {
    expect(() => reportTree(text)).toThrow("deeper than 100 levels");
  });

  it("may hold a long rule and a long row of numbers", () => {
    expect(() => reportTree(`${"-".repeat(400)}\n\n${"1.".repeat(300)}`)).not.toThrow();
  });
});
