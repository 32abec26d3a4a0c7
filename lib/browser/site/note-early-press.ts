/**
 * An inline script that runs before the page's code: on a slow connection people press what they
 * see for seconds, and nothing would happen.
 */
export const NOTE_EARLY_PRESS =
	'addEventListener("click",e=>{window.earlyPress=e.target.closest?.("button")},true)';
