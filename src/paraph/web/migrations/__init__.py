"""How the tables of office.db came to be; they are brought up to date whenever the node serves."""
