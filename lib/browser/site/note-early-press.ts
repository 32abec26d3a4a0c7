/**
 * A script within the page, which runs before the page's code is there: on a slow line people press what
 * they see for seconds, and nothing would come of it.
 */
export const NOTE_EARLY_PRESS =
	'addEventListener("click",e=>{window.earlyPress=e.target.closest?.("button")},true)';
