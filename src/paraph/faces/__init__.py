"""What the command line and the pages share: words for every code, forms and shapes read off the declarations.

* Nothing here reads, writes or serves: values in, values and sentences out.
"""
