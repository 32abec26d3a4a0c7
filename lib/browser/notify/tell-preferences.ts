import { deviceSettings } from "../device-settings.ts";

/** How people want to be notified on this device. Nothing here identifies them. */
type TellPreferences = {
	notification: boolean;
	/** A short tone; off by default. */
	sound: boolean;
};

const settings = deviceSettings<TellPreferences>(
	"keyturn.tell",
	{ notification: false, sound: false },
	({ notification, sound }) => ({ notification: notification === true, sound: sound === true }),
);

export const {
	use: useTellPreferences,
	current: readPreferences,
	change: changePreferences,
} = settings;
