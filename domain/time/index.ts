/** Wall-clock time and zones, for activities, web and CLI; never for workflow code, where rules would change on replay. */
export { addWall, isTimeOfDay, nextWall, weekdayOf, WEEKDAYS, type Weekday } from './calendar';
export { checkZoneRules, type ZoneRulesCheck } from './checkZoneRules';
export { formatLocal, type LocalStyle } from './formatLocal';
export { quietUntil, type QuietHours } from './quietHours';
export { isWallClock, resolve, wallClock, type Resolved } from './wallClock';
export { bundledRules, isZone, zoneRulesVersion, type ZoneRules } from './zoneRules';
