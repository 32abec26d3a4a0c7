/**
 * An inline script that records presses before the page's code runs: on a slow connection they would be lost for seconds.
 */
export const NOTE_EARLY_PRESS =
	'addEventListener("click",e=>{window.earlyPress=e.target.closest?.("button")},true)';
