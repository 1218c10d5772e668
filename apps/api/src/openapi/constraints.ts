import { getMetadataStorage } from 'class-validator';

/** What the validation of a field means in JSON Schema; others are told by the field's own description. */
const MEANING: Readonly<Record<string, (...constraints: never[]) => Record<string, unknown>>> = {
  isInt: () => ({ type: 'integer' }),
  isUuid: () => ({ format: 'uuid' }),
  isLength: (minLength: number, maxLength: number) => ({ minLength, maxLength }),
  maxLength: (maxLength: number) => ({ maxLength }),
  min: (minimum: number) => ({ minimum }),
  max: (maximum: number) => ({ maximum }),
  matches: (pattern: RegExp) => ({ pattern: pattern.source }),
  arrayMinSize: (minItems: number) => ({ minItems }),
  arrayMaxSize: (maxItems: number) => ({ maxItems }),
  isNotEmptyObject: () => ({ minProperties: 1 }),
  arrayUnique: () => ({ uniqueItems: true }),
  isOptional: () => ({ nullable: true }),
};

/** Where @nestjs/swagger keeps what `@ApiProperty` said of a field. */
const API_PROPERTY = 'swagger/apiModelProperties';

interface Rule {
  readonly name?: string;
  readonly propertyName: string;
  readonly constraints?: readonly never[];
}

/**
 * Tells the document what the validator checks anyway, so that no DTO says its limits twice and the two never differ.
 * To be called before the document is made. What `@ApiProperty` says explicitly stays.
 */
export function describeConstraints(): void {
  // The storage tells of one class at a time only; which classes there are is private to it.
  const { validationMetadatas } = getMetadataStorage() as unknown as {
    validationMetadatas: ReadonlyMap<{ prototype: object }, readonly Rule[]>;
  };
  for (const [{ prototype }, rules] of validationMetadatas) {
    for (const rule of rules) describe(prototype, rule);
  }
}

function describe(prototype: object, { name = '', propertyName, constraints = [] }: Rule): void {
  const said: Record<string, unknown> | undefined = Reflect.getMetadata(API_PROPERTY, prototype, propertyName);
  const meaning = MEANING[name]?.(...constraints);
  if (!said || !meaning) return;
  const own = said.type === Number && meaning.type ? { ...said, type: meaning.type } : said;
  Reflect.defineMetadata(API_PROPERTY, { ...meaning, ...own }, prototype, propertyName);
}
