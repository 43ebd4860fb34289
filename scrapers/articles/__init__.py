"""Reading news pages: outlets and layouts as data, over shared reading code."""
