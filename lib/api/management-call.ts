import type { NoteFields } from "@/lib/api/audit/noting-session";
import { manage } from "@/lib/api/manage";
import { ManagementError } from "@/lib/api/management-error";
import { ExportError } from "@/lib/export/export-error";
import type { Right } from "@/lib/recorder/keys/key";
import type { Runtime } from "@/lib/server/runtime";
import { FilterError } from "@/lib/store/rows/filter-error";

/** As `manage`, for calls that export or import: what the caller did wrong keeps its words and gets its status. */
export function managementCall(
  request: Request,
  right: Right,
  answer: (runtime: Runtime, note: NoteFields) => Promise<Response>,
): Promise<Response> {
  return manage(request, right, async (runtime, note) => {
    try {
      return await answer(runtime, note);
    } catch (error) {
      if (error instanceof ExportError) throw new ManagementError(error.status, error.message);
      if (error instanceof FilterError) throw new ManagementError(400, error.message);
      throw error;
    }
  });
}
