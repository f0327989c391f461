import { ManagementError } from "@/lib/api/management-error";
import { readManagementBody } from "@/lib/api/read-management-body";
import { errorMessage } from "@/lib/core/base/error-message";
import type { Runtime } from "@/lib/server/runtime";
import { type EngineEntry, engineEntrySchema } from "@/lib/settings/engine-entry";
import { isEngineHost } from "@/lib/settings/is-engine-host";
import { engineFacts } from "./engine-facts";

/**
 * `POST /api/engines`: registers a model and its engine, on every recorder of this database. Nothing is sent to the
 * engine, which may still be starting.
 */
export async function addEngine(runtime: Runtime, request: Request): Promise<Response> {
  const { settings, models } = runtime;
  if (settings.engine === "passthrough") {
    throw new ManagementError(
      409,
      "TURNTREE_ENGINE is passthrough, which forwards every call to one server.",
    );
  }
  const entry = await readManagementBody(engineEntrySchema, request, settings.bodyLimitBytes);
  const outside = entry.urls.find((url) => !isEngineHost(url, settings.engineHosts));
  if (outside !== undefined) {
    throw new ManagementError(403, `${outside} is on no host that TURNTREE_ENGINE_HOSTS lists.`);
  }
  if ((await added(runtime, entry)) === "taken") {
    throw new ManagementError(409, `There is a model ${entry.model} already.`);
  }
  const served = await models.named(entry.model);
  if (served === null) throw new ManagementError(409, `The model ${entry.model} was removed meanwhile.`);
  return Response.json(await engineFacts(served, runtime.recorder), {
    status: 201,
    headers: { location: `/api/engines/${encodeURIComponent(entry.model)}` },
  });
}

async function added({ models }: Runtime, entry: EngineEntry): Promise<string> {
  try {
    return await models.add(entry);
  } catch (error) {
    throw new ManagementError(400, errorMessage(error));
  }
}
