// VBase reads the app's name when the module is loaded and throws without it (RUNTIME §2).
process.env.VTEX_APP_ID = 'openseller.external-seller@0.1.0'
process.env.VTEX_IO = 'true'
