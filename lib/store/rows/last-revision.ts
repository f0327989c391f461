import type { Store } from "@/lib/store/store";

/** The revision of the last change of any session; 0 while there is none. */
export async function lastRevision(store: Pick<Store, "listSessions">): Promise<number> {
  const { sessions } = await store.listSessions({ sort: "updated_at", limit: 1 });
  return sessions[0]?.revision ?? 0;
}
