import { managementCall } from "@/lib/api/management-call";
import { ManagementError } from "@/lib/api/management-error";
import { columnLengths, columnOnTurns } from "@/lib/core/annotations/column-on-turns";
import type { SampleTrace } from "@/lib/core/annotations/sample-trace";
import { groupBy } from "@/lib/core/base/group-by";
import type { GivenAnnotation } from "./given-annotation";
import { readGivenAnnotations } from "./read-given-annotations";
import { writeGiven } from "./write-given";

type Traces = ReadonlyMap<string, readonly SampleTrace[]>;

/**
 * `POST /api/annotations`: of exported lines, by their digest. A column covers the span of the line in its format, and
 * goes to the turns whose tokens train there. All or none.
 */
export function annotateSamples(request: Request): Promise<Response> {
  return managementCall(request, "run", async (runtime) => {
    const { store } = runtime;
    const given = await readGivenAnnotations(request, runtime);
    const digests = new Set(given.map(digestOf));
    const traces = await store.findTraces([...digests]);
    const placed = given.flatMap((one) => onTurns(one, traceOf(one, traces)));
    return writeGiven(
      store,
      given.length,
      groupBy(placed, ({ session }) => session),
    );
  });
}

function digestOf({ line, annotation: { target } }: GivenAnnotation): string {
  if (target.on === "sample") return target.digest;
  throw new ManagementError(
    400,
    `line ${line}: digest must be that of an exported line; ` +
      "what is about turns and sessions goes to POST /api/sessions/{id}/annotations.",
  );
}

function traceOf(given: GivenAnnotation, traces: Traces): SampleTrace {
  const { line, session } = given;
  const digest = digestOf(given);
  const known = traces.get(digest) ?? [];
  const named = session === null ? known : known.filter((trace) => trace.session === session);
  const [trace, another] = named;
  if (trace === undefined) {
    const where = session === null ? "" : ` of session "${session}"`;
    throw new ManagementError(404, `line ${line}: no line${where} was exported with the digest ${digest}.`);
  }
  if (another === undefined) return trace;
  const sessions = named.map((one) => `"${one.session}"`).join(", ");
  const said = `line ${line}: the sessions ${sessions} all exported a line of this digest; name one in session.`;
  throw new ManagementError(409, said);
}

function onTurns(
  { line, annotation }: GivenAnnotation,
  trace: SampleTrace,
): readonly (GivenAnnotation & { readonly session: string })[] {
  const { session } = trace;
  const { value } = annotation;
  if (value.form !== "column" && value.form !== "table") return [{ line, session, annotation }];
  const placed = columnOnTurns(trace, value);
  if (placed === null) {
    const lengths = columnLengths(trace).join(", ");
    const count = value.form === "column" ? value.column.length : value.table.ids.length / value.table.k;
    const said = `line ${line}: the column has ${count} values; of this sample it has one of ${lengths}.`;
    throw new ManagementError(400, said);
  }
  return placed.map((part) => ({ line, session, annotation: { ...annotation, ...part } }));
}
