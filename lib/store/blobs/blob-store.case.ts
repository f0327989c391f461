import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { BlobStore } from "./blob-store";
import { copyBlobs } from "./copy-blobs";

const bytesOf = (text: string) => new TextEncoder().encode(text);
const digestOf = (text: string) => createHash("sha256").update(text).digest("hex");

/** What every place of blobs does. `open` answers an empty one. */
export function blobStoreCases(open: () => Promise<BlobStore>): void {
  /** Puts these texts, as blobs, for a session. */
  async function filled(contents: Readonly<Record<string, readonly string[]>>): Promise<BlobStore> {
    const blobs = await open();
    for (const [session, texts] of Object.entries(contents)) {
      for (const text of texts) await blobs.put(session, digestOf(text), bytesOf(text));
    }
    return blobs;
  }

  describe("a place of blobs", () => {
    it("gives back what it took, by session and digest, and null for all else", async () => {
      const blobs = await filled({ a: ["one", "two"] });
      expect(await blobs.get("a", digestOf("two"))).toEqual(bytesOf("two"));
      expect(await blobs.get("b", digestOf("two"))).toBeNull();
      expect(await blobs.get("a", digestOf("three"))).toBeNull();
    });

    it("takes the same bytes again, and keeps them once", async () => {
      const blobs = await filled({ a: ["one", "one"] });
      expect(await blobs.digests("a")).toEqual([digestOf("one")]);
    });

    it("deletes what is of a session, and what has the same bytes in another stays", async () => {
      const blobs = await filled({ a: ["one", "two"], b: ["one"] });
      await blobs.remove("a");
      await blobs.remove("never there");
      expect(await blobs.digests("a")).toEqual([]);
      expect(await blobs.get("b", digestOf("one"))).toEqual(bytesOf("one"));
    });

    it("lists and deletes more than one page holds", async () => {
      const texts = Array.from({ length: 230 }, (_, i) => `text ${i}`);
      const blobs = await filled({ many: texts });
      expect(new Set(await blobs.digests("many"))).toEqual(new Set(texts.map(digestOf)));
      await blobs.remove("many");
      expect(await blobs.digests("many")).toEqual([]);
    });

    it("deletes what is older than a time, of whichever session", async () => {
      const blobs = await filled({ a: ["one"], b: ["one", "two"] });
      expect(await blobs.removeOlder(Date.now() - 3_600_000)).toBe(0);
      expect(await blobs.get("b", digestOf("two"))).not.toBeNull();
      expect(await blobs.removeOlder(Date.now() + 3_600_000)).toBe(3);
      expect(await blobs.get("b", digestOf("two"))).toBeNull();
    });

    it("is copied session by session, unless bytes are others than their digest says", async () => {
      const [from, to] = [await filled({ a: ["one", "two"], b: ["three"] }), await open()];
      expect(await copyBlobs(from, to, "a")).toBe(2);
      expect(await to.get("a", digestOf("one"))).toEqual(bytesOf("one"));
      expect(await to.digests("b")).toEqual([]);
      await from.put("b", digestOf("four"), bytesOf("five"));
      await expect(copyBlobs(from, to, "b")).rejects.toThrow(/holds other bytes than were received/);
    });
  });
}
