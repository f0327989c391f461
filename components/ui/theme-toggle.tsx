"use client";

import { Moon, Sun } from "lucide-react";
import { IconButton } from "./icon-button";
import { switchTheme } from "./switch-theme";

/** The button that switches between light and dark. */
export function ThemeToggle() {
  return (
    <IconButton label="Switch between light and dark" onClick={switchTheme}>
      <Sun size={16} aria-hidden className="hidden in-data-[theme=dark]:block" />
      <Moon size={16} aria-hidden className="in-data-[theme=dark]:hidden" />
    </IconButton>
  );
}
