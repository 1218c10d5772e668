/** A body without fields: whatever is sent is an unknown field. */
export class EmptyDto {}
