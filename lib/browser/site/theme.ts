/** The theme on this device: the system's, or one of the two regardless. */
export const THEMES = ["system", "light", "dark"] as const;

type Theme = (typeof THEMES)[number];

const KEY = "keyturn.theme";

/** The theme stored on this device. */
export function chosenTheme(): Theme {
	const { theme } = document.documentElement.dataset;
	return THEMES.find((one) => one === theme) ?? "system";
}

/** Sets the theme of this page and the following ones. If it cannot be stored, it lasts for this page. */
export function chooseTheme(theme: Theme): void {
	const { dataset } = document.documentElement;
	if (theme === "system") delete dataset.theme;
	else dataset.theme = theme;
	try {
		if (theme === "system") localStorage.removeItem(KEY);
		else localStorage.setItem(KEY, theme);
	} catch {
		// It lasts for this page.
	}
}

/**
 * Runs in the head of every page before first paint: a page that starts light would flash. Its hash
 * is in the page's policy.
 */
export const THEME_SCRIPT = `try{let t=localStorage.getItem("${KEY}");if(t=="light"||t=="dark")document.documentElement.dataset.theme=t}catch{}`;
