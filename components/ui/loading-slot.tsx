export const LOADING_SLOT = "loading";

/** Where `Loading` is heard: one place on the page, since a new one would be a new announcement. */
export function LoadingSlot() {
	return <p id={LOADING_SLOT} role="status" className="sr-only" />;
}
