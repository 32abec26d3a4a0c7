import "server-only";
import { readSettings, type SettingsResult } from "./settings.ts";

/** The one place that reads the process's environment. */
export function settingsFromProcess(): SettingsResult {
	return readSettings(process.env);
}
