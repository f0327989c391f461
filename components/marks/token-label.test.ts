import { describe, expect, it } from "vitest";
import type { TokenText } from "@/lib/core/tokens/token-text";
import { tokenLabel } from "./token-label";

const text = (shown: string): TokenText => ({ kind: "text", text: shown });
const part = (character: string): TokenText => ({
  kind: "part",
  bytes: Uint8Array.of(0xe2, 0x80),
  character,
  part: 1,
  of: 2,
});

describe("tokenLabel", () => {
  it("leaves white space plain, or makes it visible", () => {
    expect(tokenLabel(text(" a\tb\n"), "rendered")).toBe(" a  b");
    expect(tokenLabel(text(" a\tb\n"), "exact")).toBe("·a⇥b⏎");
  });

  it("lets no character turn or hide the text around it", () => {
    expect(tokenLabel(text("\u202eevil"), "rendered")).toBe("⟨U+202E⟩evil");
    expect(tokenLabel(part(" \u202e"), "rendered")).toBe(" ⟨U+202E⟩");
    expect(tokenLabel(part("\u202e"), "exact")).toBe("⟨U+202E⟩");
    expect(tokenLabel(text("\0\u001b[31m"), "rendered")).toBe("⟨U+0000⟩⟨U+001B⟩[31m");
  });

  it("keeps what joins an emoji", () => {
    expect(tokenLabel(part("👩‍💻"), "exact")).toBe("👩‍💻");
  });

  it("draws a mark that has nothing to stand on on a circle", () => {
    expect(tokenLabel(text("\u0301"), "rendered")).toBe("\u25cc\u0301");
  });

  it("names special tokens, writes lone bytes as bytes, and an id that nobody knows as a number", () => {
    expect(tokenLabel({ kind: "special", name: "<|im_start|>" }, "rendered")).toBe("⟨im_start⟩");
    expect(tokenLabel({ kind: "bytes", bytes: Uint8Array.of(0xe2, 0x80) }, "rendered")).toBe("⟨E2 80⟩");
    expect(tokenLabel({ kind: "unknown", id: 7 }, "rendered")).toBe("#7 ");
  });
});
