import { expect, it } from "vitest";
import { exportSession } from "@/lib/export/export-session";
import { exportOf, FORKED, SESSION } from "@/test/export/export-of";

const packedLine = () => {
  const { lines, packed } = exportSession(exportOf(FORKED, { format: "packed", sampleWeight: "session" }));
  const [line = ""] = [...lines];
  return { line: JSON.parse(line), packed };
};

it("packed: a session is one line, and what its samples share stands once", () => {
  const { line, packed } = packedLine();
  expect(line).toMatchObject({ session: SESSION.id, tokens: 12, tokens_alone: 13 });
  expect(packed).toEqual([{ together: line.tokens, alone: line.tokens_alone }]);
  expect(line.packed_ids).toHaveLength(line.tokens);
  expect(line.node_length.reduce((sum: number, length: number) => sum + length, 0)).toBe(line.tokens);
});

it("packed: each sample says which of its tokens train, their log-probs, its weight and its mark", () => {
  const { samples } = packedLine().line;
  expect(samples.map(({ weight }: { readonly weight: number }) => weight)).toEqual([0.5, 0.5]);
  expect(samples[0]).toMatchObject({
    trained: [
      [3, 2],
      [7, 1],
    ],
    log_probs: [-0.1, -1e-300, -0.30000000000000004],
    turntree: { session: SESSION.id, sample: 0 },
  });
});
