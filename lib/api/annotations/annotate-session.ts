import { notingSession } from "@/lib/api/audit/noting-session";
import { managementCall } from "@/lib/api/management-call";
import { ManagementError } from "@/lib/api/management-error";
import { SessionNotFoundError } from "@/lib/store/rows/session-not-found-error";
import { checkNames } from "./check-names";
import { readGivenAnnotations } from "./read-given-annotations";
import { withLine, writeGiven } from "./write-given";

/** `POST /api/sessions/{id}/annotations`: of the session, its turns, ranges, leaves and messages; all or none. */
export function annotateSession(request: Request, id: string): Promise<Response> {
  return managementCall(request, "run", async (runtime, note) => {
    const { store } = runtime;
    const session = await store.findSession(id);
    if (session === null) throw new SessionNotFoundError(id);
    const given = await readGivenAnnotations(request, runtime);
    const other = given.find((one) => one.session !== null && one.session !== id);
    if (other) {
      const said = `line ${other.line}: session must be absent or "${id}", the one in the address.`;
      throw new ManagementError(400, said);
    }
    const column = given.find(({ annotation: { target, value } }) => {
      return target.on === "sample" && (value.form === "column" || value.form === "table");
    });
    if (column) {
      const said = `line ${column.line}: a column over an exported line goes to POST /api/annotations.`;
      throw new ManagementError(400, said);
    }
    const ofSession = new Map([[id, given]]);
    try {
      await checkNames(
        runtime,
        session,
        given.map(({ annotation }) => annotation),
      );
    } catch (error) {
      throw withLine(error, ofSession);
    }
    return notingSession(store, id, note, () => writeGiven(store, given.length, ofSession));
  });
}
