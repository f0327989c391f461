import type { JsonObject, JsonValue } from "@/lib/core/json/json-value";
import type { MessageNode } from "@/lib/core/tree/tree";
import type { ExportFormat, ExportInput } from "@/lib/export/export-input";
import { type ExportedSample, exportedSamples } from "@/lib/export/exported-sample";
import { RawJson, writeLine } from "@/lib/export/lines/write-line";
import { atifSteps, cachedTokens } from "./atif-steps";
import { exportMark } from "./export-mark";
import { treePaths } from "./tree-paths";

function textLabel(label: JsonValue | undefined, otherwise: string): string {
  return typeof label === "string" ? label : otherwise;
}

function agent({ session }: ExportInput, { turns }: ExportedSample): JsonObject {
  const tools = turns.at(-1)?.tools ?? null;
  return {
    name: textLabel(session.labels.agent, "agent"),
    version: textLabel(session.labels.agent_version, "unknown"),
    model_name: session.model,
    ...(tools === null ? {} : { tool_definitions: tools }),
  };
}

function finalMetrics(exported: ExportedSample, input: ExportInput, steps: number): JsonObject {
  const sum = (of: (turn: ExportedSample["turns"][number]) => number) =>
    exported.turns.reduce((total, turn) => total + of(turn), 0);
  return {
    total_prompt_tokens: sum((turn) => input.recording.prompts.length(turn.index)),
    total_completion_tokens: sum((turn) => turn.outputIds.length),
    total_cached_tokens: sum((turn) => cachedTokens(turn) ?? 0),
    total_steps: steps,
  };
}

function line(input: ExportInput, exported: ExportedSample, leafPath: readonly MessageNode[]): string {
  const { sample } = exported;
  const end = leafPath.findIndex((node) => node.turnIndex === sample.lastTurn);
  const steps = atifSteps(leafPath.slice(0, end + 1), exported, input.recording);
  return writeLine([
    ["schema_version", "ATIF-v1.8"],
    ["session_id", input.session.id],
    ["trajectory_id", `${input.session.id}/${sample.index}`],
    ["agent", agent(input, exported)],
    ["steps", new RawJson(`[${steps.join(",")}]`)],
    ["final_metrics", finalMetrics(exported, input, steps.length)],
    [
      "extra",
      {
        turntree: {
          ...exportMark(input, exported),
          length: sample.length,
          response_length: sample.responseLength,
        },
      },
    ],
  ]);
}

/**
 * Harbor's ATIF v1.8, one trajectory per sample. Each step holds its full prompt ids, so the size grows with the
 * square of the number of turns: that is the format's way.
 */
export const atifFormat: ExportFormat = {
  name: "atif",
  needsReward: false,
  *lines(input) {
    // A sample may end above a leaf: below it are answers that nobody got.
    const wanted = new Set(input.result.samples.map((sample) => sample.leafNodeId));
    const paths = new Map<string, readonly MessageNode[]>();
    for (const path of treePaths(input.result.tree, (node) => wanted.has(node.id))) {
      const end = path.at(-1);
      if (end !== undefined) paths.set(end.id, path);
    }
    for (const exported of exportedSamples(input)) {
      yield line(input, exported, paths.get(exported.sample.leafNodeId) ?? []);
    }
  },
};
