/** A type as JSON has it: the values of enums, not their members. */
export type Json<T> = T extends string ? `${T}` : T extends ReadonlyArray<infer Item> ? Array<Json<Item>> : T extends object ? { [K in keyof T]: Json<T[K]> } : T
