import { health } from "@/lib/recorder/health";
import { getRuntime } from "@/lib/recorder/runtime";

export async function GET(): Promise<Response> {
  return health(await getRuntime());
}
