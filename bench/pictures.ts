import { mkdirSync } from "node:fs";
import type { Browser } from "playwright";
import type { Stack } from "../e2e/support/stack.ts";
import { optionsIn, WrongOption } from "./options.ts";
import { shootPublicPages, shootSignIn } from "./pictures/before-sign-in.ts";
import { shootBoards } from "./pictures/boards.ts";
import { type Camera, FOLDER, LOOKS, openCamera, SIZES, WORDS } from "./pictures/camera.ts";
import { shootOtherWays, shootProfileAndForm } from "./pictures/change.ts";
import { takeDesign } from "./pictures/design.ts";
import { shootAudit, shootExpiry, shootLinks, shootPeople } from "./pictures/helpdesk.ts";
import { shootObstacles, shootProgress, shootWithAPast } from "./pictures/progress.ts";

/** Each starts with a fresh browser; the last one restarts the portal. */
const JOURNEYS: Record<string, (camera: Camera) => Promise<void>> = {
	public: shootPublicPages,
	"sign-in": shootSignIn,
	form: shootProfileAndForm,
	ways: shootOtherWays,
	progress: shootProgress,
	obstacles: shootObstacles,
	people: shootPeople,
	links: shootLinks,
	expiry: shootExpiry,
	boards: shootBoards,
	audit: shootAudit,
	past: shootWithAPast,
};

/**
 * Takes screenshots of every page in its states, along journeys as people make them, and of the design page.
 * `--language de-DE` limits them to one language, `--only form,links` to some journeys; `--look forced,spaced` and
 * `--size 640` take other looks and sizes than the usual ones.
 */
export async function takePictures(stack: Stack, browser: Browser, args: string[]): Promise<void> {
	const values = optionsIn(args, {
		language: { type: "string" },
		only: { type: "string" },
		look: { type: "string", default: "light,dark" },
		size: { type: "string", default: "320,1280" },
	});
	const languages = oneOrMore("language", values.language, namesOf(WORDS));
	const journeys = oneOrMore("only", values.only, [...Object.keys(JOURNEYS), "design"]);
	const looks = oneOrMore("look", values.look, namesOf(LOOKS));
	const sizes = oneOrMore("size", values.size, namesOf(SIZES));
	mkdirSync(FOLDER, { recursive: true });
	const failures: unknown[] = [];
	for (const language of languages) {
		for (const [name, shoot] of Object.entries(JOURNEYS)) {
			if (!journeys.includes(name)) continue;
			const camera = await openCamera(stack, browser, { language, looks, sizes });
			await shoot(camera).catch((error) => {
				console.error(`${name}, ${language}:`, error);
				failures.push(error);
			});
			await camera.close();
		}
	}
	if (journeys.includes("design")) await takeDesign(stack, browser);
	console.log(`The pictures are in ${FOLDER}.`);
	if (failures.length > 0) throw new AggregateError(failures, "Some pictures could not be taken.");
}

const namesOf = <T extends object>(all: T) => Object.keys(all) as (keyof T & string)[];

/** Parses an option with names separated by commas; the default is all of them. @throws on an unknown name */
function oneOrMore<T extends string>(option: string, named: string | undefined, all: T[]): T[] {
	const unknown = named?.split(",").filter((one) => !all.some((known) => known === one)) ?? [];
	if (unknown.length > 0)
		throw new WrongOption(`--${option} ${unknown.join(",")}: is none of ${all.join(", ")}.`);
	return all.filter((one) => !named || named.split(",").includes(one));
}
