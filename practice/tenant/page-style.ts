/** The style sheet of all the tenant's pages: system fonts, nothing from elsewhere. */
export const PAGE_STYLE = `
:root {
	color-scheme: light dark;
	--ink: light-dark(#16191d, #eceef1);
	--muted: light-dark(#4a5058, #b3bac3);
	--surface: light-dark(#ffffff, #16191d);
	--line: light-dark(#d4d8dd, #3a414a);
	--control: light-dark(#6b7178, #8f98a3);
	--action: light-dark(#0c518f, #8cc4ff);
	--on-action: light-dark(#ffffff, #10161d);
	--danger: light-dark(#b3261e, #ffa198);
	--warning: light-dark(#fff4d6, #3d2f00);
	--on-warning: light-dark(#4d3800, #ffe08a);
}
* { box-sizing: border-box; }
body {
	margin: 0;
	background: var(--surface);
	color: var(--ink);
	font: 1.125rem/1.75rem "Segoe UI", system-ui, sans-serif;
	overflow-wrap: anywhere;
}
.practice {
	margin: 0;
	padding: 0.75rem max(1rem, calc(50vw - 19rem));
	background: var(--warning);
	color: var(--on-warning);
	font-size: 1rem;
	line-height: 1.5rem;
}
main { max-width: 40rem; margin: 0 auto; padding: 2rem 1rem 4rem; }
h1 { margin: 0 0 1.5rem; font-size: 2rem; line-height: 2.5rem; }
h2 { margin: 3rem 0 1rem; font-size: 1.5rem; line-height: 2rem; }
form > h3 { margin: 2rem 0 1rem; }
h3 { margin: 0; font-size: 1.125rem; line-height: 1.75rem; }
p { margin: 0 0 1rem; }
a { color: var(--action); text-underline-offset: 0.2em; }
code { font: 0.875rem/1.5rem ui-monospace, "Cascadia Mono", Consolas, monospace; }
.field { margin: 0 0 1.5rem; }
label, legend { display: block; padding: 0; font-weight: 600; }
.hint { color: var(--muted); font-size: 1rem; line-height: 1.5rem; }
.field .hint { display: block; margin: 0 0 0.5rem; }
input:not([type="checkbox"], [type="hidden"]), select {
	width: 100%;
	min-height: 2.75rem;
	margin-top: 0.25rem;
	padding: 0.5rem 0.75rem;
	border: 2px solid var(--control);
	border-radius: 4px;
	background: var(--surface);
	color: inherit;
	font: inherit;
}
input[aria-invalid="true"] { border-color: var(--danger); }
input[readonly]:not([type="checkbox"]) { margin: 0; padding: 0; border: 0; }
input[type="checkbox"] { width: 1.5rem; height: 1.5rem; margin: 0; flex: none; }
.choice { display: flex; gap: 0.75rem; align-items: center; min-height: 2.75rem; font-size: 1rem; font-weight: 400; }
fieldset { margin: 0 0 1.5rem; padding: 0; border: 0; }
.wrong { color: var(--danger); font-weight: 600; display: block; }
.summary {
	margin: 0 0 2rem;
	padding: 1rem;
	border: 4px solid var(--danger);
	border-radius: 4px;
}
.summary h2 { margin: 0 0 0.5rem; font-size: 1.25rem; line-height: 1.75rem; }
.summary p { margin: 0; }
.summary a { color: var(--danger); font-weight: 600; }
.actions { display: flex; flex-wrap: wrap; gap: 1rem; align-items: center; margin: 2rem 0; }
button {
	min-height: 2.75rem;
	padding: 0.5rem 1.25rem;
	border: 2px solid var(--action);
	border-radius: 4px;
	background: var(--action);
	color: var(--on-action);
	font: inherit;
	font-weight: 600;
	cursor: pointer;
}
button.second { background: transparent; color: var(--action); }
.actions a { display: inline-flex; align-items: center; min-height: 2.75rem; }
:focus-visible { outline: 3px solid var(--ink); outline-offset: 2px; }
.tabs { display: flex; flex-wrap: wrap; gap: 0.5rem 1.5rem; margin: 0 0 2rem; border-bottom: 1px solid var(--line); }
.tabs a { display: inline-flex; align-items: center; min-height: 3rem; border-bottom: 4px solid transparent; }
.tabs a[aria-current] { border-color: var(--action); color: var(--ink); font-weight: 600; text-decoration: none; }
.tile { padding: 1rem 1.5rem; border: 2px solid var(--action); border-radius: 4px; font-weight: 600; }
.cards { list-style: none; margin: 0; padding: 0; }
.cards > li { padding: 1rem 0; border-top: 1px solid var(--line); }
.cards p { margin: 0.25rem 0 0; font-size: 1rem; line-height: 1.5rem; }
summary { min-height: 2.75rem; padding: 0.5rem 0; color: var(--action); font-size: 1rem; cursor: pointer; }
pre { margin: 0; font: 1rem/1.5rem "Segoe UI", system-ui, sans-serif; white-space: pre-wrap; }
dl { margin: 0.25rem 0 0; font-size: 1rem; line-height: 1.5rem; }
dl div { display: flex; flex-wrap: wrap; gap: 0 0.75rem; }
dt { min-width: 6rem; color: var(--muted); }
dd { margin: 0; }
@media (max-width: 639px) {
	h1 { font-size: 1.75rem; line-height: 2.25rem; }
	h2 { font-size: 1.3125rem; line-height: 1.75rem; }
	dl div { display: block; margin-bottom: 0.5rem; }
}
`;
