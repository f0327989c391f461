import { describe, expect, it } from "vitest";
import { keyCaps, pressName } from "./press-name";

const plain = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };

describe("pressName", () => {
  it("takes a character with its shift", () => {
    expect(pressName({ ...plain, key: "f" })).toBe("f");
    expect(pressName({ ...plain, key: "F", shiftKey: true })).toBe("F");
    expect(pressName({ ...plain, key: "?", shiftKey: true })).toBe("?");
  });

  it("names shift before other keys", () => {
    expect(pressName({ ...plain, key: "F6", shiftKey: true })).toBe("Shift+F6");
    expect(pressName({ ...plain, key: " " })).toBe("Space");
    expect(pressName({ ...plain, key: " ", shiftKey: true })).toBe("Shift+Space");
  });

  it("takes Ctrl and ⌘ as one, and leaves other combinations unlike any plain key", () => {
    expect(pressName({ ...plain, key: "k", ctrlKey: true })).toBe("Mod+k");
    expect(pressName({ ...plain, key: "K", metaKey: true, shiftKey: true })).toBe("Mod+Shift+k");
    expect(pressName({ ...plain, key: "f", altKey: true })).toBe("Alt+f");
    expect(pressName({ ...plain, key: "¡", code: "Digit1", altKey: true })).toBe("Alt+1");
  });
});

describe("keyCaps", () => {
  it("reads as the keyboard does", () => {
    expect(keyCaps("Shift+F6")).toEqual(["Shift", "F6"]);
    expect(keyCaps("ArrowLeft")).toEqual(["←"]);
    expect(keyCaps("Mod+k")).toEqual(["Ctrl", "k"]);
    expect(keyCaps("+")).toEqual(["+"]);
  });
});
