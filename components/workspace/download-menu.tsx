"use client";

import { DropdownMenu } from "radix-ui";
import { samplesUrl, turnsUrl, type ViewChoice } from "./api-urls";
import { OpenedMenu } from "./opened-menu";

const ITEM =
  "block rounded-sm px-2 py-1.5 text-sm text-ink outline-none data-[highlighted]:bg-raised [&>small]:block [&>small]:text-xs [&>small]:text-ink-2";

interface Downloaded {
  readonly session: string;
  readonly choice: ViewChoice;
}

/** The session's samples under the policy shown, and the recording itself. */
export function DownloadMenu({ onClose, ...downloaded }: Downloaded & { readonly onClose: () => void }) {
  return (
    <OpenedMenu onClose={onClose}>
      <DownloadItems {...downloaded} />
    </OpenedMenu>
  );
}

/** The same as items of a menu. */
export function DownloadItems({ session, choice }: Downloaded) {
  return (
    <>
      <DropdownMenu.Item asChild>
        <a className={ITEM} href={samplesUrl(session, choice, "slime")} download={`${session}.samples.jsonl`}>
          Samples as JSONL
          <small>Ids, mask and log-probs as slime reads them, under the policy shown</small>
        </a>
      </DropdownMenu.Item>
      <DropdownMenu.Item asChild>
        <a
          className={ITEM}
          href={samplesUrl(session, choice, "messages")}
          download={`${session}.messages.jsonl`}
        >
          Conversations as JSONL
          <small>Chat messages, for reading and for supervised training</small>
        </a>
      </DropdownMenu.Item>
      <DropdownMenu.Item asChild>
        <a className={ITEM} href={turnsUrl(session)} download={`${session}.turns.jsonl`}>
          Recording as JSONL
          <small>Every turn, without loss; can be imported again</small>
        </a>
      </DropdownMenu.Item>
    </>
  );
}
