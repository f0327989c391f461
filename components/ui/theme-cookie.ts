/** Holds `light` or `dark` once the reader has chosen; absent, the system's preference holds. */
export const THEME_COOKIE = "turntree_theme";
