"use client";

import { Bookmark, Check, PencilLine, Trash2 } from "lucide-react";
import Link from "next/link";
import * as Popover from "radix-ui/popover";
import { type FormEvent, useState } from "react";
import { TOOL } from "@/components/marks/tool-look";
import { IconButton } from "@/components/ui/icon-button";
import { PopoverPanel } from "@/components/ui/popover-panel";
import { readViews, type SavedView, withView, writeViews } from "./saved-views";

/** Named addresses of the list, kept in this browser. */
export function ViewsMenu({ query }: { readonly query: string }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <Popover.Root open={isOpen} onOpenChange={setOpen}>
      <Popover.Trigger className={TOOL}>
        <Bookmark size={16} aria-hidden />
        <span className="max-lg:sr-only">Views</span>
      </Popover.Trigger>
      <PopoverPanel label="Saved views" align="end" className="w-72 p-1">
        <ViewList query={query} onClose={() => setOpen(false)} />
      </PopoverPanel>
    </Popover.Root>
  );
}

function ViewList({ query, onClose }: { readonly query: string; readonly onClose: () => void }) {
  const [views, setViews] = useState(() => readViews(window.localStorage));
  const [renaming, setRenaming] = useState<string | null>(null);
  const keep = (next: readonly SavedView[]): void => {
    writeViews(window.localStorage, next);
    setViews(next);
    setRenaming(null);
  };
  const rename = (from: string, to: string): void =>
    keep(views.map((view) => (view.name === from ? { ...view, name: to } : view)));
  return (
    <>
      <ul>
        {views.map((view) =>
          renaming === view.name ? (
            <li key={view.name}>
              <NameForm label="New name" first={view.name} onName={(name) => rename(view.name, name)} />
            </li>
          ) : (
            <li key={view.name} className="group flex items-center rounded-sm hover:bg-raised">
              <Link
                href={view.query ? `/sessions?${view.query}` : "/sessions"}
                onClick={onClose}
                aria-current={view.query === query ? "true" : undefined}
                className="flex min-w-0 flex-1 items-center gap-2 px-2 py-1.5 text-sm"
              >
                <span className="truncate">{view.name}</span>
                {view.query === query && <Check size={14} aria-hidden className="text-ink-2" />}
              </Link>
              <IconButton label={`Rename ${view.name}`} onClick={() => setRenaming(view.name)}>
                <PencilLine size={14} aria-hidden />
              </IconButton>
              <IconButton
                label={`Delete ${view.name}`}
                onClick={() => keep(views.filter((held) => held.name !== view.name))}
              >
                <Trash2 size={14} aria-hidden />
              </IconButton>
            </li>
          ),
        )}
      </ul>
      <div className="mt-1 border-t border-line pt-1">
        <NameForm
          label="Save what is shown as"
          first=""
          onName={(name) => keep(withView(views, { name, query }))}
        />
      </div>
    </>
  );
}

function NameForm({
  label,
  first,
  onName,
}: {
  readonly label: string;
  readonly first: string;
  readonly onName: (name: string) => void;
}) {
  const [name, setName] = useState(first);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (name.trim() === "") return;
    onName(name.trim());
    setName("");
  };
  return (
    <form onSubmit={submit} className="flex gap-1 p-1">
      <input
        value={name}
        onChange={(event) => setName(event.target.value)}
        aria-label={label}
        placeholder={label}
        maxLength={60}
        className="h-8 min-w-0 flex-1 rounded-md border border-line-strong bg-surface px-2 text-sm"
      />
      <button type="submit" disabled={name.trim() === ""} className={TOOL}>
        Save
      </button>
    </form>
  );
}
