/** Branded ids: a track's id cannot be handed where an air object's is wanted. */
declare const brand: unique symbol;
type Branded<T, B extends string> = T & { readonly [brand]: B };

export type AirObjectId = Branded<string, 'AirObject'>;
export type SensorId = Branded<string, 'Sensor'>;
export type CommandPostId = Branded<string, 'CommandPost'>;
export type FireUnitId = Branded<string, 'FireUnit'>;
export type PlaceId = Branded<string, 'Place'>;
/** Any vertex of the network: a sensor, a command post or a fire unit. */
export type NodeId = SensorId | CommandPostId | FireUnitId;
/** A track's number within the command post that keeps it; never reused in a run. */
export type TrackNumber = Branded<number, 'TrackNumber'>;
