"""The domain of the atlas: data files in, layers and tables out. Imports no Streamlit."""
