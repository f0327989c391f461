import {
  asArray,
  asChoice,
  asNumber,
  asObject,
  asString,
  asTokenIds,
  FieldError,
} from "@/lib/core/json/json-fields";
import type { JsonObject, JsonValue } from "@/lib/core/json/json-value";
import { isArray } from "@/lib/core/json/list-of";
import type { Message, ToolCall } from "@/lib/core/message/message";
import { sessionIdOf } from "@/lib/core/recording/session-id";
import { contentId } from "@/lib/store/rows/content-id";
import type { SessionImport, TurnInput } from "@/lib/store/store";
import { importedSession } from "./imported-session";
import { importedTurn } from "./imported-turn";

/** The later ones add fields to the earlier ones; what differs between them is read from the fields. */
const VERSIONS = Array.from({ length: 9 }, (_, minor) => `ATIF-v1.${minor}`);

const NO_IDS = new Int32Array(0);

/**
 * A trajectory in Harbor's ATIF, 1.0 to 1.8. Each step of the agent is a turn, with the ids that it holds. Steps marked as
 * copied context are history only. Trajectories of sub-agents inside it, at any depth, become turns of the same session
 * under their own history. They come right after the step whose observation refers to them, or else at the end. Throws
 * `FieldError`.
 */
export function importAtif(line: JsonObject): SessionImport {
  const { agent, turns } = readTrajectory(line, { path: "", subAgent: null });
  if (turns.length === 0) throw new FieldError("steps", "a trajectory with a step of the agent in it");
  const name = line.trajectory_id ?? line.session_id ?? null;
  return {
    session: {
      ...importedSession(
        name === null ? contentId("atif", line) : sessionIdOf(asString(name, "trajectory_id")),
      ),
      model: typeof agent.model_name === "string" ? agent.model_name : "",
      labels: typeof agent.name === "string" ? { agent: agent.name } : {},
    },
    turns,
  };
}

/** Where a trajectory stands in the line, and the sub-agent whose it is; null for the line's own. */
interface TrajectoryPlace {
  readonly path: string;
  readonly subAgent: string | null;
}

function readTrajectory(trajectory: JsonObject, { path, subAgent }: TrajectoryPlace) {
  asChoice(trajectory.schema_version, VERSIONS, `${path}schema_version`);
  const agent = asObject(trajectory.agent, `${path}agent`);
  const given = agent.tool_definitions ?? null;
  const tools = given === null ? null : asArray(given, `${path}agent.tool_definitions`);
  const subTurns = readSubAgents(trajectory, path);
  const history: Message[] = [];
  const turns: TurnInput[] = [];
  for (const [i, value] of asArray(trajectory.steps, `${path}steps`).entries()) {
    const at = `${path}steps[${i}]`;
    const step = asObject(value, at);
    const said = messageOf(step, at);
    if (said.role === "assistant" && step.is_copied_context !== true) {
      const answer = { promptMessages: [...history], responseMessage: said, ...tokensOf(step, at) };
      turns.push(importedTurn({ ...answer, tools, subAgent }));
    }
    history.push(said, ...resultsOf(step, at));
    for (const id of referredBy(step, at)) {
      turns.push(...(subTurns.get(id) ?? []));
      subTurns.delete(id);
    }
  }
  for (const rest of subTurns.values()) turns.push(...rest);
  return { agent, turns };
}

/** The turns of the sub-agents inside a trajectory, by its id. */
function readSubAgents(trajectory: JsonObject, path: string): Map<string, readonly TurnInput[]> {
  const turnsById = new Map<string, readonly TurnInput[]>();
  const name = `${path}subagent_trajectories`;
  for (const [i, value] of asArray(trajectory.subagent_trajectories ?? [], name).entries()) {
    const at = `${name}[${i}]`;
    const inner = asObject(value, at);
    const id = asString(inner.trajectory_id, `${at}.trajectory_id`);
    if (turnsById.has(id)) throw new FieldError(`${at}.trajectory_id`, `one of its own, not "${id}" again`);
    turnsById.set(id, readTrajectory(inner, { path: `${at}.`, subAgent: id }).turns);
  }
  return turnsById;
}

/** Ids of the sub-agents that a step's results refer to. One that is not inside the trajectory lies elsewhere. */
function referredBy(step: JsonObject, path: string): string[] {
  return resultItems(step, path).flatMap(({ at, result }) =>
    asArray(result.subagent_trajectory_ref ?? [], `${at}.subagent_trajectory_ref`).flatMap((value, i) => {
      const { trajectory_id: id } = asObject(value, `${at}.subagent_trajectory_ref[${i}]`);
      return typeof id === "string" ? [id] : [];
    }),
  );
}

function messageOf(step: JsonObject, path: string): Message {
  const source = asChoice(step.source, ["system", "user", "agent"], `${path}.source`);
  const content = textOf(step.message ?? "", `${path}.message`);
  if (source !== "agent") return { role: source, content };
  const reasoning = step.reasoning_content ?? null;
  const calls = step.tool_calls ?? null;
  return {
    role: "assistant",
    content,
    ...(reasoning !== null && { reasoning_content: asString(reasoning, `${path}.reasoning_content`) }),
    ...(calls !== null && {
      tool_calls: asArray(calls, `${path}.tool_calls`).map((call, i) =>
        toolCall(call, `${path}.tool_calls[${i}]`),
      ),
    }),
  };
}

function toolCall(value: JsonValue, path: string): ToolCall {
  const call = asObject(value, path);
  return {
    type: "function",
    function: {
      name: asString(call.function_name, `${path}.function_name`),
      arguments: call.arguments ?? {},
    },
    id: asString(call.tool_call_id, `${path}.tool_call_id`),
  };
}

function resultItems(step: JsonObject, path: string): { readonly at: string; readonly result: JsonObject }[] {
  const observation = asObject(step.observation ?? { results: [] }, `${path}.observation`);
  const name = `${path}.observation.results`;
  return asArray(observation.results ?? [], name).map((value, i) => {
    const at = `${name}[${i}]`;
    return { at, result: asObject(value, at) };
  });
}

function resultsOf(step: JsonObject, path: string): Message[] {
  return resultItems(step, path).map(({ at, result }) => {
    const id = result.source_call_id ?? null;
    return {
      role: "tool",
      content: textOf(result.content ?? "", `${at}.content`),
      ...(id !== null && { tool_call_id: asString(id, `${at}.source_call_id`) }),
    };
  });
}

function tokensOf(step: JsonObject, path: string) {
  const metrics = asObject(step.metrics ?? {}, `${path}.metrics`);
  const ids = (name: string) => {
    const value = metrics[name] ?? null;
    return value === null ? NO_IDS : asTokenIds(value, `${path}.metrics.${name}`);
  };
  const promptIds = ids("prompt_token_ids");
  const outputIds = ids("completion_token_ids");
  const logProbs = metrics.logprobs ?? null;
  if (logProbs === null) return { promptIds, outputIds, outputLogProbs: null };
  const items = asArray(logProbs, `${path}.metrics.logprobs`);
  if (items.length !== outputIds.length) {
    throw new FieldError(
      `${path}.metrics.logprobs`,
      `as long as completion_token_ids, which has ${outputIds.length}`,
    );
  }
  return {
    promptIds,
    outputIds,
    outputLogProbs: Float64Array.from(items, (item, i) => asNumber(item, `${path}.metrics.logprobs[${i}]`)),
  };
}

/** Text, or the text of content parts; a part that is no text is named by its kind. */
function textOf(value: JsonValue, path: string): string {
  if (!isArray(value)) return asString(value, path);
  return value
    .map((item, i) => {
      const part = asObject(item, `${path}[${i}]`);
      return typeof part.text === "string" ? part.text : `[${asString(part.type, `${path}[${i}].type`)}]`;
    })
    .join("");
}
