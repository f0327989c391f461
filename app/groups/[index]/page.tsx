import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { pageRuntime } from "@/app/sessions/page-runtime";
import { GroupActions } from "@/components/groups-page/group-actions";
import { GroupFigures } from "@/components/groups-page/group-figures";
import { GroupSessions } from "@/components/groups-page/group-sessions";
import { GroupTurnsPane } from "@/components/groups-page/group-turns-pane";
import { inOrder } from "@/components/groups-page/in-order";
import { Pane } from "@/components/keys/pane";
import { RolloutsPanel } from "@/components/lens/rollouts-panel";
import { PageHeader } from "@/components/shell/page-header";
import { atDesk } from "@/lib/api/desk/at-desk";
import { NotFoundError } from "@/lib/inspect/not-found-error";

interface Address {
  readonly params: Promise<{ readonly index: string }>;
  readonly searchParams: Promise<{ readonly order?: string; readonly weights?: string }>;
}

export async function generateMetadata({ params }: Address): Promise<Metadata> {
  return { title: `Group ${(await params).index}` };
}

export default async function GroupPage({ params, searchParams }: Address) {
  const page = await pageRuntime();
  const [{ index }, { order, weights: unit }] = await Promise.all([params, searchParams]);
  const group = await atDesk("group", index).catch((error: unknown) => {
    if (error instanceof NotFoundError) notFound();
    throw error;
  });
  const rails = await atDesk("groupRails", { index, unit });
  const byReward = order === "reward";
  const sessions = inOrder(group.sessions, byReward ? "reward" : "index");
  return (
    <>
      <PageHeader simulated={page.simulated} current="Groups" />
      <main className="mx-auto max-w-7xl p-4">
        <Pane name="groups" className="flex flex-col gap-4">
          <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
            <h1 className="text-lg font-medium">Group {group.group_index}</h1>
            <Link
              href={byReward ? `/groups/${group.group_index}` : `/groups/${group.group_index}?order=reward`}
              className="text-sm text-ink-2 underline underline-offset-4 hover:text-ink"
            >
              {byReward ? "In order of their index" : "Best first"}
            </Link>
            <span className="md:ml-auto">
              <GroupActions group={group.group_index} sessions={sessions} mayExport={page.access.mayExport} />
            </span>
          </div>
          <GroupFigures mean={group.mean} std={group.std} sessions={sessions} />
          <RolloutsPanel rails={rails} path={`/groups/${group.group_index}`} />
          <div className="overflow-x-auto rounded-lg border border-line bg-surface">
            <GroupSessions sessions={sessions} />
          </div>
          <GroupTurnsPane key={order} group={group.group_index} sessions={sessions} />
        </Pane>
      </main>
    </>
  );
}
