import { inspectContextOf } from "@/lib/api/inspect-context-of";
import { assume } from "@/lib/core/base/assume";
import { departuresOf } from "@/lib/core/diff/diff-places";
import { packTree } from "@/lib/core/view/pack-tree";
import type { InspectContext } from "@/lib/inspect/inspect-context";
import { groupOf, groupsOf } from "@/lib/inspect/list/figures";
import { initialList } from "@/lib/inspect/list/initial-list";
import { readGroupRails } from "@/lib/inspect/list/read-group-rails";
import { readChosenSteps, readRunLens } from "@/lib/inspect/list/read-run-lens";
import { reportHealth } from "@/lib/inspect/list/report-health";
import { runFigures } from "@/lib/inspect/list/run-figures";
import { NotFoundError } from "@/lib/inspect/not-found-error";
import { readReport } from "@/lib/inspect/report/read-report";
import { readSessionTree } from "@/lib/inspect/session/inspect-session";
import { readSessionVerdict } from "@/lib/inspect/session/read-session-verdict";
import { getRuntime } from "@/lib/server/runtime";
import { answerHere, type DeskAnswerName, type DeskPlace } from "./desk-answers";

type Search = Readonly<Record<string, string | readonly string[] | undefined>>;

/** A request as it goes from thread to thread. */
export interface DeskRequest {
  readonly name: DeskAnswerName;
  readonly place: DeskPlace;
  readonly url: string;
  readonly method: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: ReadableStream<Uint8Array> | null;
}

/** A response as it goes from thread to thread. */
export interface DeskResponse {
  readonly status: number;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: ReadableStream<Uint8Array> | null;
}

interface ViewOf {
  readonly id: string;
  /** Which policy, as a query string. */
  readonly query: string;
}

async function context(): Promise<InspectContext> {
  return inspectContextOf(await getRuntime());
}

/** What is worked out at a desk. What goes in and out is copied from thread to thread. */
export const DESK_TASKS = {
  async answer(asked: DeskRequest, signal: AbortSignal): Promise<DeskResponse> {
    const { name, place, url, method, headers, body } = asked;
    const request = new Request(url, {
      method,
      headers: headers.map(([key, value]): [string, string] => [key, value]),
      signal,
      ...(body === null ? {} : { body, duplex: "half" }),
    });
    const response = await answerHere(name, request, place);
    return { status: response.status, headers: [...response.headers], body: response.body };
  },
  async packedTree({ id, query }: ViewOf): Promise<string> {
    return packTree(await readSessionTree(await context(), id, new URLSearchParams(query)));
  },
  async verdict({ id, query }: ViewOf) {
    return readSessionVerdict(await context(), id, new URLSearchParams(query));
  },
  /** Throws `NotFoundError` where the session has no such sample. @param at from 0. */
  async packedSample({ id, query, at }: ViewOf & { readonly at: number }): Promise<string> {
    const tree = await readSessionTree(await context(), id, new URLSearchParams(query));
    if (tree.view.samples[at] === undefined) throw new NotFoundError(`There is no sample ${at + 1}.`);
    return packTree(tree);
  },
  async diffPlaces({ id, query }: ViewOf) {
    const { session, view } = await readSessionTree(await context(), id, new URLSearchParams(query));
    const { revision } = session;
    return { session: id, revision, turns: view.turns.length, departures: departuresOf(view) };
  },
  async firstList(search: Search) {
    return initialList((await context()).store, search);
  },
  /** Of all sessions. */
  async stats(_: null) {
    return (await getRuntime()).store.readStats({});
  },
  async runFigures({ search, run, now }: { search: Search; run: string | null; now: number }) {
    return runFigures(await context(), search, run, now);
  },
  /** What a run may have, and what it has. */
  async runQuota(run: string) {
    const { settings, store } = await getRuntime();
    return { quota: settings.runQuota, use: await store.readRunUse(run) };
  },
  async healthReport(filter: string) {
    return reportHealth((await context()).store, new URLSearchParams({ filter }));
  },
  /** @param filter the sessions whose steps are shown. */
  async runLens({ filter, search }: { readonly filter: string; readonly search: Search }) {
    return readRunLens(await context(), filter, search);
  },
  async chosenSteps({ filter, search }: { readonly filter: string; readonly search: Search }) {
    return readChosenSteps(await context(), filter, search);
  },
  async groupRails({ index, unit }: { readonly index: string; readonly unit: string | undefined }) {
    return readGroupRails(await context(), index, unit);
  },
  async reports(query: { readonly before?: number; readonly limit: number }) {
    return (await getRuntime()).store.reports.list(query);
  },
  /** Throws `NotFoundError`. */
  async report(id: string) {
    return readReport(await context(), id);
  },
  async groups(query: string) {
    return groupsOf((await context()).store, new URLSearchParams(query));
  },
  async group(index: string) {
    return groupOf((await context()).store, index);
  },
} as const;

export type DeskTaskName = keyof typeof DESK_TASKS;
export type DeskGiven<Name extends DeskTaskName> = Parameters<(typeof DESK_TASKS)[Name]>[0];
export type DeskValue<Name extends DeskTaskName> = Awaited<ReturnType<(typeof DESK_TASKS)[Name]>>;

/** Runs a task here, in this thread. It sees what the process was asked to record before, whichever thread was asked. */
export async function runTask<Name extends DeskTaskName>(
  name: Name,
  given: DeskGiven<Name>,
  signal: AbortSignal,
): Promise<DeskValue<Name>> {
  await (await getRuntime()).store.caughtUp();
  const task = assume<(given: DeskGiven<Name>, signal: AbortSignal) => Promise<DeskValue<Name>>>(
    DESK_TASKS[name],
    "the compiler does not follow a name through the table",
  );
  return task(given, signal);
}
