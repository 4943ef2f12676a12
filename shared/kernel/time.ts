/** All times are milliseconds since 1970, UTC, stamped by the server. All hours are working hours. */
export type Time = number;
