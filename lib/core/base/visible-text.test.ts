import { describe, expect, it } from "vitest";
import { visibleText } from "./visible-text";

describe("text that others wrote", () => {
  it("has no character that turns or hides what stands around it", () => {
    expect(visibleText("rm \u202egpj.exe\u202c now")).toBe("rm ⟨U+202E⟩gpj.exe⟨U+202C⟩ now");
    expect(visibleText("a\u200bb\u2066c\u0007d\u2028e\ufefff")).toBe(
      "a⟨U+200B⟩b⟨U+2066⟩c⟨U+0007⟩d⟨U+2028⟩e⟨U+FEFF⟩f",
    );
  });

  it("hides nothing in tags, which are seen in a flag alone", () => {
    expect(visibleText("hi\u{e0041}\u{e0042}")).toBe("hi⟨U+E0041⟩⟨U+E0042⟩");
  });

  it("keeps lines, tabs, emoji of several parts, flags and letters that are joined", () => {
    const kept = "a\tb\r\nc 👩‍💻 🏴\u{e0067}\u{e0062}\u{e007f} می‌خواهم עברית";
    expect(visibleText(kept)).toBe(kept);
  });
});
