import { extendZodWithOpenApi } from '@asteasolutions/zod-to-openapi';
import { z } from 'zod';

// Before any schema is made: what a schema says about itself in the OpenAPI document hangs on this.
extendZodWithOpenApi(z);

export { z };
