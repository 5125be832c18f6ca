/** The platform's region, as it appears in resource names. */
export const REGION = 'aws-us-east-1'
