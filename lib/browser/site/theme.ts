/** How the portal looks on this device: as the device itself, or one of the two in any case. */
export const THEMES = ["system", "light", "dark"] as const;

type Theme = (typeof THEMES)[number];

const KEY = "keyturn.theme";

/** What was chosen on this device before. */
export function chosenTheme(): Theme {
	const { theme } = document.documentElement.dataset;
	return THEMES.find((one) => one === theme) ?? "system";
}

/** Changes how this page looks, and the pages after it. Where nothing can be kept it holds for this page. */
export function chooseTheme(theme: Theme): void {
	const { dataset } = document.documentElement;
	if (theme === "system") delete dataset.theme;
	else dataset.theme = theme;
	try {
		if (theme === "system") localStorage.removeItem(KEY);
		else localStorage.setItem(KEY, theme);
	} catch {
		// It holds for this page.
	}
}

/**
 * Runs in the head of every page, before anything is painted: a page that is light first would flash. Its
 * hash is in the page's policy.
 */
export const THEME_SCRIPT = `try{let t=localStorage.getItem("${KEY}");if(t=="light"||t=="dark")document.documentElement.dataset.theme=t}catch{}`;
